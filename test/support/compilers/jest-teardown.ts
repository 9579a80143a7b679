// jest wants a file of its own for it.
export { tearDown as default } from "./jest-setup";
