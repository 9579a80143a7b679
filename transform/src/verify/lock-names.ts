/**
 * Names that OIP-0002's deterministic mutexes go by: in its sketches, and as functions of an API made after the other thread
 * functions. None exists yet; knowing the names lets compiler and host say so.
 */
const names =
  /\b(?:thread_(?:try_)?(?:lock|unlock|acquire|release|mutex)\w*|(?:try_)?(?:acquire|release)_(?:lock|mutex)\w*|lock_for_thread|(?:Thread|Shared)(?:Lock|Mutex)|Mutex)\b/;
const wholeName = new RegExp(`^(?:${names.source})$`);

/**
 * Whether a name asks for a lock.
 *
 * @example
 * ```ts
 * isLockName("acquire_lock"); // true
 * ```
 */
export function isLockName(name: string): boolean {
  return wholeName.test(name);
}

/** Whether a text has such a name anywhere. */
export function mentionsLock(text: string): boolean {
  return names.test(text);
}
