// Values that a storage slot, an event or a call cannot take.
import { Address, contract, emitEvent, Storage } from "@threaded-contract/sdk";

class Point { x: u32 = 0; }

export function text(): void { Storage.set<string>("s", "a"); }
export function list(): u32 { return Storage.get<u32[]>("l")[0]; }
export function object(): void { Storage.set("p", new Point()); }
export function ratio(): void { emitEvent<f64>("ratio", 1); }
export function callback(): void { contract(Address.zero).method("m").add<() => void>(object); }
