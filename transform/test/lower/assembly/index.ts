export * from "./captures";
export * from "./hygiene";
export * from "./classes";
export * from "./modules";
export * from "./syntax";
