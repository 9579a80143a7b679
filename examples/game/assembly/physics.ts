// Integer physics: positions and speeds are in 1/256 of a unit, and every division rounds toward zero. No floating point: its bits
// differ between engines, and OP_NET's virtual machine refuses it.

/** The world is a box of this many units a side. */
export const WORLD: i32 = 1_024 << 8;

/** Entities closer than this push each other away, and hurt each other if one is hunted by the other. */
const REACH: i32 = 24 << 8;
const DAMAGE: i32 = 12;
const SPEED_MAXIMUM: i32 = 32 << 8;
const FRICTION_PARTS: i32 = 16;

/** One entity, as it lies in a slot: place, speed, health and kind. */
@final
export class Entity {
  constructor(public x: i32, public y: i32, public speedX: i32, public speedY: i32, public health: i32, public isHunter: bool) {}

  get isAlive(): bool {
    return this.health > 0;
  }
}

/** Where an entity is after `ticks`, pushed by all others, which it sees where they were before. */
export function move(entities: Entity[], self: i32, ticks: u32): Entity {
  const before = entities[self];
  const after = new Entity(before.x, before.y, before.speedX, before.speedY, before.health, before.isHunter);
  for (let tick: u32 = 0; tick < ticks && after.isAlive; tick++) {
    let pushX = 0;
    let pushY = 0;
    for (let i = 0; i < entities.length; i++) {
      const other = entities[i];
      if (i == self || !other.isAlive) continue;
      const dx = after.x - other.x;
      const dy = after.y - other.y;
      if (abs(dx) >= REACH || abs(dy) >= REACH) continue;
      pushX += dx >= 0 ? (REACH - dx) / 8 : -(REACH + dx) / 8;
      pushY += dy >= 0 ? (REACH - dy) / 8 : -(REACH + dy) / 8;
      if (other.isHunter && !after.isHunter) after.health = max(0, after.health - DAMAGE);
    }
    after.speedX = clamp(after.speedX - after.speedX / FRICTION_PARTS + pushX, -SPEED_MAXIMUM, SPEED_MAXIMUM);
    after.speedY = clamp(after.speedY - after.speedY / FRICTION_PARTS + pushY, -SPEED_MAXIMUM, SPEED_MAXIMUM);
    after.x += after.speedX;
    after.y += after.speedY;
    if (after.x < 0 || after.x >= WORLD) after.speedX = -after.speedX;
    if (after.y < 0 || after.y >= WORLD) after.speedY = -after.speedY;
    after.x = clamp(after.x, 0, WORLD - 1);
    after.y = clamp(after.y, 0, WORLD - 1);
  }
  return after;
}

/** Where a hunter turns: toward its nearest living prey; the higher half is the change along x, the lower that along y. */
export function decide(entities: Entity[], self: i32): i64 {
  const hunter = entities[self];
  if (!hunter.isHunter || !hunter.isAlive) return 0;
  let nearest = i32.MAX_VALUE;
  let turnX = 0;
  let turnY = 0;
  for (let i = 0; i < entities.length; i++) {
    const prey = entities[i];
    if (prey.isHunter || !prey.isAlive) continue;
    const distance = abs(prey.x - hunter.x) + abs(prey.y - hunter.y);
    if (distance >= nearest) continue;
    nearest = distance;
    turnX = (prey.x - hunter.x) / 64;
    turnY = (prey.y - hunter.y) / 64;
  }
  return (<i64>turnX << 32) | <i64>(<u32>turnY);
}

function clamp(value: i32, least: i32, most: i32): i32 {
  return value < least ? least : value > most ? most : value;
}
