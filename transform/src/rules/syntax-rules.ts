import type { Rule } from "./rule";
import { notALiteral } from "./TC1001-not-a-literal";
import { noResultType } from "./TC1002-no-result-type";
import { captureAssigned } from "./TC1004-capture-assigned";
import { changeLost } from "./TC1005-change-lost";
import { nestedCapture } from "./TC1006-nested-capture";
import { spawnAtStart } from "./TC1007-spawn-at-start";
import { usedAsValue } from "./TC1008-used-as-value";
import { narrowingLost } from "./TC1009-narrowing-lost";
import { localDeclaration } from "./TC1010-local-declaration";
import { unsupportedCapture } from "./TC1011-unsupported-capture";
import { bodyParameters } from "./TC1013-body-parameters";
import { wrongArguments } from "./TC1014-wrong-arguments";
import { notJoined } from "./TC2001-not-joined";
import { discarded } from "./TC2002-discarded";
import { joinedTwice } from "./TC2003-joined-twice";
import { joinLoopLeft } from "./TC2004-join-loop-left";
import { joinLoopShort } from "./TC2005-join-loop-short";
import { escapes } from "./TC2006-escapes";
import { wrongResultType } from "./TC2007-wrong-result-type";
import { joinInThread } from "./TC2008-join-in-thread";
import { handleCaptured } from "./TC2009-handle-captured";
import { nestedSpawn } from "./TC3002-nested-spawn";
import { handMadeThreadImport } from "./TC3008-hand-made-thread-import";
import { lock } from "./TC3009-lock";
import { unreservedWrite } from "./TC4001-unreserved";
import { slotTaken } from "./TC4002-slot-taken";
import { listedTwice } from "./TC4003-listed-twice";
import { heldByThread } from "./TC4004-held-by-thread";
import { staleSnapshot } from "./TC4005-stale-snapshot";
import { neverWritten } from "./TC4006-never-written";

/** The rules that look at syntax, by code. */
export const syntaxRules: readonly Rule[] = [
  notALiteral,
  noResultType,
  captureAssigned,
  changeLost,
  nestedCapture,
  spawnAtStart,
  usedAsValue,
  narrowingLost,
  localDeclaration,
  unsupportedCapture,
  bodyParameters,
  wrongArguments,
  notJoined,
  discarded,
  joinedTwice,
  joinLoopLeft,
  joinLoopShort,
  escapes,
  wrongResultType,
  joinInThread,
  handleCaptured,
  nestedSpawn,
  handMadeThreadImport,
  lock,
  unreservedWrite,
  slotTaken,
  listedTwice,
  heldByThread,
  staleSnapshot,
  neverWritten,
];
