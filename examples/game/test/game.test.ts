import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { checkExample } from "../../../test/opnet/check-example";
import { deployExample, OPNET_OPTIONS } from "../../../test/tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;
const WORLD = 1_024 << 8;
const REACH = 24 << 8;

interface Entity {
  x: number;
  y: number;
  speedX: number;
  speedY: number;
  health: number;
  readonly isHunter: boolean;
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
const quotient = (value: number, divisor: number) => Math.trunc(value / divisor);

/** The world as the contract makes it. */
function createWorld(count: number, seed: number): Entity[] {
  let state = (seed | 1) >>> 0;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state % WORLD;
  };
  return Array.from({ length: count }, (_, index) => {
    const x = next();
    const y = next();
    return { x, y, speedX: 0, speedY: 0, health: 100, isHunter: index % 4 === 0 };
  });
}

function move(entities: readonly Entity[], self: number, ticks: number): Entity {
  const after = { ...(entities[self] as Entity) };
  const others = entities.filter(({ health }, index) => index !== self && health > 0);
  for (let tick = 0; after.health > 0 && tick < ticks; tick++) moveOnce(after, others);
  return after;
}

function moveOnce(entity: Entity, others: readonly Entity[]): void {
  const near = others.filter(({ x, y }) => Math.abs(entity.x - x) < REACH && Math.abs(entity.y - y) < REACH);
  const push = (distance: number) => (distance >= 0 ? quotient(REACH - distance, 8) : -quotient(REACH + distance, 8));
  const pushX = near.reduce((sum, { x }) => sum + push(entity.x - x), 0);
  const pushY = near.reduce((sum, { y }) => sum + push(entity.y - y), 0);
  if (!entity.isHunter) {
    entity.health = Math.max(0, entity.health - 12 * near.filter(({ isHunter }) => isHunter).length);
  }
  const accelerate = (speed: number, by: number) => clamp(speed - quotient(speed, 16) + by, -(32 << 8), 32 << 8);
  entity.speedX = accelerate(entity.speedX, pushX);
  entity.speedY = accelerate(entity.speedY, pushY);
  entity.x += entity.speedX;
  entity.y += entity.speedY;
  if (entity.x < 0 || entity.x >= WORLD) entity.speedX = -entity.speedX;
  if (entity.y < 0 || entity.y >= WORLD) entity.speedY = -entity.speedY;
  entity.x = clamp(entity.x, 0, WORLD - 1);
  entity.y = clamp(entity.y, 0, WORLD - 1);
}

function turn(entities: readonly Entity[], hunter: Entity): void {
  if (!hunter.isHunter || hunter.health <= 0) return;
  const distance = ({ x, y }: Entity) => Math.abs(x - hunter.x) + Math.abs(y - hunter.y);
  const prey = entities.filter(({ isHunter, health }) => !isHunter && health > 0);
  if (prey.length === 0) return;
  const nearest = prey.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  hunter.speedX += quotient(nearest.x - hunter.x, 64);
  hunter.speedY += quotient(nearest.y - hunter.y, 64);
}

function update(entities: readonly Entity[], ticks: number): Entity[] {
  const moved = entities.map((_, index) => move(entities, index, ticks));
  for (const entity of moved) turn(moved, entity);
  return moved;
}

checkExample("game");

describe("the game", () => {
  let chain: Chain;

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
  });
  afterAll(() => chain.close());

  async function newGame(entities: number, seed: number): Promise<Contract> {
    const game = await deployExample(chain, "game", "game");
    (await game["createWorld"](entities, seed)).expectSuccess();
    return game;
  }

  async function worldOf(game: Contract, count: number): Promise<unknown[]> {
    const read = async (index: number) => (await game.with({ replay: false })["entityAt"](index)).value as unknown;
    return Promise.all(Array.from({ length: count }, (_, index) => read(index)));
  }

  const visible = ({ x, y, speedX, speedY, health }: Entity) => ({ x, y, speedX, speedY, health });

  test.each(["updateWorld", "updateWorldInSequence"])(
    "moves the world by %s as it is moved here",
    async (method) => {
      const game = await newGame(80, 3);
      let world = createWorld(80, 3);
      for (const ticks of [1, 16, 32, 0, 32, 32]) {
        world = update(world, ticks);
        const receipt = await game[method](ticks);
        expect(receipt.value).toBe(world.filter(({ health }) => health > 0).length);
        expect(receipt.threads).toHaveLength(method === "updateWorld" ? 10 : 0);
      }
      expect(await worldOf(game, 80)).toEqual(world.map(visible));
      // Something has happened in it.
      expect(world.filter(({ health }) => health < 100).length).toBeGreaterThan(5);
      expect(world.filter(({ health }) => health === 0).length).toBeGreaterThan(0);
    },
    TIMEOUT_MILLISECONDS,
  );

  test("has worlds of no and of one entity", async () => {
    for (const count of [0, 1]) {
      const game = await newGame(count, 9);
      expect((await game["updateWorld"](4)).value).toBe(count);
      expect(await worldOf(game, count)).toEqual(update(createWorld(count, 9), 4).map(visible));
    }
  });

  test("refuses too many entities and too many ticks", async () => {
    const game = await newGame(2, 1);
    expect((await game["createWorld"](129, 1)).code).toBe("TC5002");
    expect((await game["updateWorld"](33)).code).toBe("TC5002");
  });
});
