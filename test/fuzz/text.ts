/** Programs as text that a person can read. */
import type { Access, Body, Call, Join, Operand, Operation, Program, Spawn } from "./program";

/** A program, one operation on a line. */
export function formatProgram({ contracts, transactions }: Program): string {
  const lines = transactions.map(({ gasLimit, readOnly }, number) => {
    return `transaction ${number}: calls contract 0, method 0${readOnly ? " as a view" : ""}, gas ${gasLimit}`;
  });
  contracts.forEach(({ methods, threads }, number) => {
    lines.push(`contract ${number}`);
    methods.forEach((body, method) => lines.push(...formatBody(`method ${method}`, body)));
    threads.forEach((body, thread) => lines.push(...formatBody(`thread ${thread}`, body)));
  });
  return lines.join("\n");
}

function formatBody(name: string, body: Body): string[] {
  if (body.length === 0) return [`  ${name}: nothing`];
  return [`  ${name}:`, ...body.map((operation) => `    ${formatOperation(operation)}`)];
}

const formatOperand = (value: Operand): string => (value === "accumulator" ? "accumulator" : `${value.literal}`);
const mistaken = (mistake: string | undefined): string => (mistake === undefined ? "" : `, with a wrong ${mistake}`);

export function formatOperation(operation: Operation): string {
  switch (operation.operation) {
    case "burn":
      return `burn ${operation.iterations}`;
    case "read":
      return `read slot ${operation.slot}`;
    case "write":
      return `write slot ${operation.slot} = ${formatOperand(operation.value)}`;
    case "emit":
      return `emit ${formatOperand(operation.value)}${mistaken(operation.mistake)}`;
    case "set-cell":
      return `cell ${operation.cell} = ${formatOperand(operation.value)}`;
    case "get-cell":
      return `get cell ${operation.cell}`;
    case "set-global":
      return `global = ${formatOperand(operation.value)}`;
    case "get-global":
      return "get global";
    case "context":
      return "ask whether this is a thread";
    case "grow":
      return `grow memory by ${operation.pages} pages`;
    case "call":
      return formatCall(operation);
    case "call-loop":
      return `${operation.rounds} times: call nowhere`;
    case "spawn":
      return formatSpawn(operation);
    case "spawn-loop": {
      const { rounds, body, budget, slots, joined } = operation;
      return `${rounds} times: spawn thread ${body}, gas ${budget}, reserving ${slots} slots${joined ? ", and try to join it" : ""}`;
    }
    case "join":
      return formatJoin(operation);
    case "code":
      return "get the code of the last join";
    case "committed":
      return `get key ${operation.index} of the last commit`;
    case "return":
      return `return ${operation.length} bytes`;
    case "exit":
      return `exit with ${operation.status}`;
    case "fail":
      return `fail: ${operation.how}`;
  }
}

function formatCall({ contract, method, lend, keep }: Call): string {
  const where = contract === "nowhere" ? "nowhere" : `contract ${contract}, method ${method}`;
  const given = lend === undefined ? "" : `, giving it h${lend}`;
  return `call ${where}${given}${keep === undefined ? "" : `, keeping its handle as h${keep}`}`;
}

function formatAccess(access: Access): string {
  switch (access.kind) {
    case "readonly":
      return "read-only";
    case "reservation":
      return `reserving slots [${access.slots.join(" ")}]`;
    case "memory":
      return `lending bytes [${access.regions.map(({ pointer, length }) => `${pointer}+${length}`).join(" ")}]`;
  }
}

function formatSpawn({ handle, body, budget, access, mistake }: Spawn): string {
  return `h${handle} = spawn thread ${body}, gas ${budget}, ${formatAccess(access)}${mistaken(mistake)}`;
}

function formatJoin({ handle, mode, mistake }: Join): string {
  const what = handle === "given" ? "the handle of the caller" : `h${handle}`;
  const how = { join: "join", refund: "join with refund", try: "try to join", commit: "join with storage commit" }[
    mode
  ];
  const wrong = mistake === "forged" || mistake === "foreign" ? `, changed to a ${mistake} one` : mistaken(mistake);
  return `${how} ${what}${wrong}`;
}
