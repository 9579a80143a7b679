export * from "./captures";
export * from "./classes";
export * from "./modules";
export * from "./syntax";
