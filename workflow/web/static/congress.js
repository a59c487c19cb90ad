// Sessions: the screen in the hall.
"use strict";

// The hall's screen keeps itself up to date.
if (document.body.dataset.reload) setTimeout(() => location.reload(), 1000 * Number(document.body.dataset.reload));
