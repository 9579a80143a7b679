import type { HostTable } from "../host";

/** `debug.log`: accepted and ignored, so that it cannot change an outcome; a chain may listen through an extension. */
export const debugHosts: HostTable = {
  "debug.log": () => (): void => {},
};
