// Tables are edited as tables. The text form has one line a cell and the first row as the head, so that is what there is.
import { CellSelection, addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, selectedRect,
  tableEditing } from "prosemirror-tables";
import { TextSelection } from "prosemirror-state";
import { freshKey, schema } from "./schema.js";

const cell = (type) => type.create(null, schema.nodes.line.create());

// A table behind the block the caret is in: a head and two rows of three cells.
export const insertTable = (state, dispatch) => {
  if (isInTable(state)) return false;
  const { table, table_row: row, table_header: head, table_cell: plain } = schema.nodes;
  const made = table.create({ key: freshKey() }, [head, plain, plain].map((type) => row.create(null, [cell(type), cell(type), cell(type)])));
  const at = state.selection.$from.after(1);
  const tr = state.tr.insert(at, made);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 4)).scrollIntoView());
  return true;
};

// Enter goes to the cell below, and makes a row behind the last one.
export const cellBelow = (state, dispatch, view) => {
  if (!isInTable(state) || state.selection instanceof CellSelection) return isInTable(state);
  const rect = selectedRect(state);
  if (rect.bottom >= rect.map.height) {
    if (!dispatch || !view) return true;
    addRowAfter(state, dispatch);
    return cellBelow(view.state, dispatch, view);
  }
  const at = rect.tableStart + rect.map.map[rect.bottom * rect.map.width + rect.left];
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, at + 2)).scrollIntoView());
  return true;
};

// Tab goes to the next cell, and makes a row behind the last one; nobody is led out of a table by it.
export const cellBeside = (by) => (state, dispatch, view) => {
  if (goToNextCell(by)(state, dispatch) || by < 0 || !dispatch || !view) return true;
  const { right, bottom, map } = selectedRect(state);
  if (right < map.width || bottom < map.height) return true;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
};

export const inTable = {
  "row-after": addRowAfter, "column-after": addColumnAfter, "row-out": deleteRow, "column-out": deleteColumn, "table-out": deleteTable,
};
export { isInTable, tableEditing };
