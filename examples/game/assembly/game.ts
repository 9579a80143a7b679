import { Blockchain, BytesWriter, Calldata, EMPTY_POINTER, OP_NET, Revert, StoredU64 } from "@btc-vision/btc-runtime/runtime";
import { Slot, slotOf, thread_join_with_refund, thread_spawn, thread_spawn_with_reservation, ThreadHandle } from "@btc-vision/btc-runtime/threading";
import { decide, Entity, move, WORLD } from "./physics";

// OIP-0002's GameEngine. What was wrong in the draft:
//
// * One thread runs `simulatePhysicsParallel`, which can only mean threads in a thread; a thread cannot spawn (TC3002). Here main
//   spawns several, each for a part of the entities.
// * `applyUpdates(entities, …)` uses main's entities from before the physics: a thread has a copy, and what it changes there is lost
//   (M-2 of the rulings). Here the physics is written to reserved slots and read again after the join.
// * The AI threads run beside the physics and decide on the old positions. Here they are a second generation, spawned when the
//   first is joined: it sees what the first has committed.
// * One thread for each entity with AI, as many as the caller says. Here it is one for each part.
// * Three slots an entity, for a position, a speed and a health of some bits. A StoredU64 holds all of it in one slot.
// * The entities come from the caller's calldata, who could send any; here they are in storage.

const entityPointer: u16 = Blockchain.nextPointer;
const countPointer: u16 = Blockchain.nextPointer;

const ENTITIES_MAXIMUM: u64 = 128;
const ENTITIES_PER_THREAD: i32 = 16;
const TICKS_MAXIMUM: u32 = 32;

/** For a thread whatever it does, and for one entity: writing its slot, and each tick a look at every other. */
const THREAD_GAS: u64 = 5_000_000;
const WRITE_GAS: u64 = 40_000_000;
const LOOK_GAS: u64 = 60_000;

@final
export class Game extends OP_NET {
  private readonly count: StoredU64 = new StoredU64(countPointer, EMPTY_POINTER);

  /** Makes a new world; where everything is follows from the seed. */
  @method({ name: "entities", type: ABIDataTypes.UINT32 }, { name: "seed", type: ABIDataTypes.UINT32 })
  public createWorld(calldata: Calldata): BytesWriter {
    this.onlyDeployer(Blockchain.tx.sender);
    const count = calldata.readU32();
    let state = calldata.readU32() | 1;
    if (<u64>count > ENTITIES_MAXIMUM) throw new Revert("Too many entities");
    for (let i: u32 = 0; i < count; i++) {
      const x = (state = next(state)) % <u32>WORLD;
      const y = (state = next(state)) % <u32>WORLD;
      this.write(this.slotAt(i), new Entity(x, y, 0, 0, 100, i % 4 == 0));
    }
    this.count.set(0, count);
    this.count.save();
    return new BytesWriter(0);
  }

  /** Moves everything and lets the hunters turn, in threads. */
  @method({ name: "ticks", type: ABIDataTypes.UINT32 })
  @returns({ name: "alive", type: ABIDataTypes.UINT32 })
  public updateWorld(calldata: Calldata): BytesWriter {
    const ticks = this.readTicks(calldata);
    const slots = this.slots();
    const entities = this.read(slots);
    this.movePartsOf(entities, slots, ticks);
    // The slots were named by their objects, so the joins have made these read again.
    const moved = this.read(slots);
    const turns = this.decideInParts(moved);
    return this.finish(moved, slots, turns);
  }

  /** The same, without threads. */
  @method({ name: "ticks", type: ABIDataTypes.UINT32 })
  @returns({ name: "alive", type: ABIDataTypes.UINT32 })
  public updateWorldInSequence(calldata: Calldata): BytesWriter {
    const ticks = this.readTicks(calldata);
    const slots = this.slots();
    const entities = this.read(slots);
    for (let i = 0; i < entities.length; i++) this.write(slots[i], move(entities, i, ticks));
    const moved = this.read(slots);
    const turns = new Array<i64>(moved.length);
    for (let i = 0; i < moved.length; i++) turns[i] = decide(moved, i);
    return this.finish(moved, slots, turns);
  }

  @method({ name: "entity", type: ABIDataTypes.UINT32 })
  @returns({ name: "x", type: ABIDataTypes.INT32 }, { name: "y", type: ABIDataTypes.INT32 }, { name: "speedX", type: ABIDataTypes.INT32 }, { name: "speedY", type: ABIDataTypes.INT32 }, { name: "health", type: ABIDataTypes.INT32 })
  public entityAt(calldata: Calldata): BytesWriter {
    const entity = this.readOne(this.slotAt(calldata.readU32()));
    const writer = new BytesWriter(20);
    writer.writeI32(entity.x);
    writer.writeI32(entity.y);
    writer.writeI32(entity.speedX);
    writer.writeI32(entity.speedY);
    writer.writeI32(entity.health);
    return writer;
  }

  private movePartsOf(entities: Entity[], slots: StoredU64[], ticks: u32): void {
    const handles: ThreadHandle[] = [];
    for (let start = 0; start < entities.length; start += ENTITIES_PER_THREAD) {
      const first = start;
      const end = min(start + ENTITIES_PER_THREAD, entities.length);
      const reserved: Slot[] = [];
      for (let i = first; i < end; i++) reserved.push(slotOf(slots[i]));
      const gas = THREAD_GAS + <u64>(end - first) * (WRITE_GAS + LOOK_GAS * <u64>ticks * <u64>entities.length);
      handles.push(
        thread_spawn_with_reservation<void>(gas, reserved, (): void => {
          for (let i = first; i < end; i++) this.write(slots[i], move(entities, i, ticks));
        }),
      );
    }
    for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);
  }

  private decideInParts(entities: Entity[]): i64[] {
    const handles: ThreadHandle[] = [];
    for (let start = 0; start < entities.length; start += ENTITIES_PER_THREAD) {
      const first = start;
      const end = min(start + ENTITIES_PER_THREAD, entities.length);
      const gas = THREAD_GAS + <u64>(end - first) * LOOK_GAS * <u64>entities.length;
      handles.push(
        thread_spawn<i64[]>(gas, (): i64[] => {
          const turns: i64[] = [];
          for (let i = first; i < end; i++) turns.push(decide(entities, i));
          return turns;
        }),
      );
    }
    const all: i64[] = [];
    for (let i = 0; i < handles.length; i++) {
      const turns = thread_join_with_refund<i64[]>(handles[i]);
      for (let j = 0; j < turns.length; j++) all.push(turns[j]);
    }
    return all;
  }

  /** Turns the hunters, and counts who is alive. */
  private finish(entities: Entity[], slots: StoredU64[], turns: i64[]): BytesWriter {
    let alive: u32 = 0;
    for (let i = 0; i < entities.length; i++) {
      const entity = entities[i];
      if (entity.isAlive) alive++;
      if (turns[i] == 0) continue;
      entity.speedX += <i32>(turns[i] >> 32);
      entity.speedY += <i32>turns[i];
      this.write(slots[i], entity);
    }
    const writer = new BytesWriter(4);
    writer.writeU32(alive);
    return writer;
  }

  private readTicks(calldata: Calldata): u32 {
    const ticks = calldata.readU32();
    if (ticks > TICKS_MAXIMUM) throw new Revert("Too many ticks for one call");
    return ticks;
  }

  private slots(): StoredU64[] {
    const slots: StoredU64[] = [];
    const count = <u32>this.count.get(0);
    for (let i: u32 = 0; i < count; i++) slots.push(this.slotAt(i));
    return slots;
  }

  private slotAt(entity: u32): StoredU64 {
    const subPointer = new BytesWriter(30);
    subPointer.writeU32(entity);
    return new StoredU64(entityPointer, subPointer.getBuffer());
  }

  private read(slots: StoredU64[]): Entity[] {
    const entities: Entity[] = [];
    for (let i = 0; i < slots.length; i++) entities.push(this.readOne(slots[i]));
    return entities;
  }

  private readOne(slot: StoredU64): Entity {
    const place = slot.get(0);
    const speed = slot.get(1);
    const rest = slot.get(2);
    return new Entity(<i32>(place >> 32), <i32>place, <i32>(speed >> 32), <i32>speed, <i32>(rest >> 1), (rest & 1) == 1);
  }

  private write(slot: StoredU64, entity: Entity): void {
    slot.set(0, pack(entity.x, entity.y));
    slot.set(1, pack(entity.speedX, entity.speedY));
    slot.set(2, (<u64>entity.health << 1) | (entity.isHunter ? 1 : 0));
    slot.save();
  }
}

/**
 * Two numbers in the halves of one. Masked, because today's optimizers take `<u64>(<u32>object.field)` of a signed field for an
 * extension of its sign.
 */
function pack(high: i32, low: i32): u64 {
  return (<u64>high << 32) | (<u64>low & 0xffff_ffff);
}

/** Marsaglia's xorshift. */
function next(state: u32): u32 {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ (state << 5);
}
