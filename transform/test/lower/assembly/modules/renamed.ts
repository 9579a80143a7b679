export { thread_spawn as anotherName } from "./named";
