export { createProject, type CreateOptions } from "./create";
export { ScaffoldError, type ScaffoldCode } from "./scaffold-error";
export { TEMPLATES, type Template } from "./template";
