"use strict";
// `npm run parity`: see parity.ts, which needs no build.
require("./register");
require("./parity.ts");
