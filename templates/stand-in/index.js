"use strict";
// Whoever loads this needs the real package after all, and has to hear so rather than get an empty object.
const { basename, dirname } = require("node:path");

const scope = basename(dirname(__dirname));
const name = (scope.startsWith("@") ? `${scope}/` : "") + basename(__dirname);

throw new Error(
  `'${name}' is not installed: package.json has @threaded-contract/stand-in in its place, because no part of the build ` +
    `loads it. Delete the lines with '"${name}"' under "overrides" in package.json and run 'npm install'.`,
);
