// The cases of results.ts with a collector that finishes a cycle at almost every allocation: an object nobody holds is gone at once.
// @ts-ignore: decorator
@global @lazy const ASC_GC_GRANULARITY: usize = 16;
// @ts-ignore: decorator
@global @lazy const ASC_GC_SWEEPFACTOR: usize = 4000;
// @ts-ignore: decorator
@global @lazy const ASC_GC_IDLEFACTOR: usize = 100;
// Without the cases of many objects, which would take minutes.
export {
  nothing, integers, booleans, enumeration, text, bigIntegers, buffers, typedArrays, viewsOfOneBuffer, arrays, arraysOfArrays, arraysOfMaps,
  nestedArrays, arraysWithNulls, staticArrays, mapsOfNumbers, mapsOfStrings, mapsByBigInteger, mapsByIdentity,
  mapsOfMaps, sets, nullable, plainClass, objectLiteral, inheritance, dynamicSubclasses, dynamicRoot, interfaces,
  abstractClasses, genericClasses, sharing, cycles, tree, containersByInheritance, errors, dates, privateFields,
  unassignedFields, generic,
} from "./results";
