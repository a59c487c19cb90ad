"""The company's own chain 内部审批环节: what an enterprise asks for between the review and the congress, and before issue."""
