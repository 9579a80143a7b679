/** btc-runtime's storage objects keep copies of what they read; here they lose them. */

/**
 * Makes a storage object read its slots anew: needed for an object that a joined thread wrote through another object of the same
 * pointer. Objects named in the reservation are refreshed by the join itself.
 *
 * Changes that were set and not saved are lost.
 */
export function refresh<S>(object: S): void { forget<S>(object); }

/** As `refresh`. */
export function forget<S>(object: S): void {
  // The fields are private to TypeScript, not to AssemblyScript; which of them exist decides what is compiled.
  // @ts-ignore: private
  if (isDefined(object._slots)) forgetElements<S>(object);
  // @ts-ignore: private
  else if (isDefined(object.lengthPointer)) forgetBooleans<S>(object);
  else {
    // @ts-ignore: private
    if (isDefined(object.isLoaded)) object.isLoaded = false;
    // @ts-ignore: private
    if (isDefined(object.isChanged)) object.isChanged = false;
    // @ts-ignore: private
    if (isDefined(object._loaded)) object._loaded = false;
    // @ts-ignore: private
    if (isDefined(object.MAX_LENGTH)) object._value = "";
  }
}

function forgetElements<S>(array: S): void {
  // @ts-ignore: private
  array._slots.clear();
  // @ts-ignore: private
  array._cachedSlotIndex = <u32>-1;
  // @ts-ignore: private
  array._cachedSlotData = null;
  forgetLength<S>(array);
}

function forgetBooleans<S>(array: S): void {
  // @ts-ignore: private
  array._values.clear();
  forgetLength<S>(array);
}

function forgetLength<S>(array: S): void {
  // @ts-ignore: private
  array._isChanged.clear();
  // @ts-ignore: private
  const header = readLengthAndStartIndex(Blockchain.getStorageAt(array.lengthPointer));
  // @ts-ignore: private
  array._length = header[0];
  // @ts-ignore: private
  array._startIndex = header[1];
  // @ts-ignore: private
  array._isChangedLength = false;
  // @ts-ignore: private
  array._isChangedStartIndex = false;
}

import { Blockchain } from "../runtime/env";
import { readLengthAndStartIndex } from "../runtime/math/bytes";
