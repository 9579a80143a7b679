"use strict";
// Run by edges.test.ts, in a process of its own: the binary's callbacks do not fit into jest's contexts. Needs no build.
require("../differential/register");
require("./edge-parity.ts");
