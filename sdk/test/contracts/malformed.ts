// Reads results that no thread encoded.
import { Storage, thread_join, thread_spawn } from "@threaded-contract/sdk";

class Base { constructor(public id: u16) {} }
class Derived extends Base { extra: u64 = 5; label: string = "label"; }
class Holder { inner: Base | null = null; }
class Sample {
  flag: bool = true;
  name: string = "name";
  bytes: Uint8Array = new Uint8Array(5).fill(3).subarray(1, 4);
  bases: Base[] = [new Derived(1), new Base(2)];
  fixed: StaticArray<u32> = [1, 2, 3];
  holders: StaticArray<Holder> = [new Holder()];
  map: Map<string, Base> = new Map();
  set: Set<u8> = new Set();
  numbers: u64[] = [7, 8];
  self: Sample | null = null;
}

const canaries: StaticArray<u64>[] = [];
function plant(): void {
  const canary = new StaticArray<u64>(16);
  for (let i = 0; i < 16; i++) canary[i] = 0xC0FFEE00 + i;
  canaries.push(canary);
}

function makeSample(): Sample {
  const sample = new Sample();
  sample.map.set("k", sample.bases[0]);
  sample.set.add(4);
  sample.self = sample;
  sample.holders[0].inner = sample.bases[1];
  return sample;
}

/** Decodes, notes that it worked, collects garbage, and encodes again, which visits everything that was decoded. */
export function recode(): void {
  for (let i = 0; i < 8; i++) plant();
  const sample = thread_join<Sample>(thread_spawn<Sample>(1, (): Sample => makeSample()));
  Storage.set<u8>("decoded", 1);
  assert(sample.bytes.byteOffset + sample.bytes.byteLength <= sample.bytes.buffer.byteLength, "a view outside its buffer");
  const capacity = (changetype<ArrayBuffer>(sample.numbers.dataStart).byteLength >> 3);
  assert(sample.numbers.length >= 0 && sample.numbers.length <= capacity, "an array longer than its buffer");
  assert(!sample.self || changetype<Object>(sample.self) instanceof Sample, "a field of another class");
  for (let i = 0; i < sample.holders.length; i++) {
    const inner = sample.holders[i].inner;
    assert(!inner || changetype<Object>(inner) instanceof Base, "an element's field of another class");
  }
  plant();
  __collect();
  thread_join<Sample>(thread_spawn<Sample>(1, (): Sample => sample));
}

/** Whether memory is sound: nothing was written over, and the allocator and the collector still work. */
export function sound(): bool {
  for (let i = 0; i < 50; i++) plant();
  __collect();
  for (let i = 0; i < canaries.length; i++) for (let j = 0; j < 16; j++) if (canaries[i][j] != 0xC0FFEE00 + j) return false;
  return true;
}
