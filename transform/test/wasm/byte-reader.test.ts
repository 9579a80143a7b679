import { ByteReader, ByteWriter } from "@threaded-contract/transform";
import { expectCode } from "../../../test/support/expect-code";

const read = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes));

describe("unsigned integers", () => {
  test.each([0, 1, 127, 128, 16_383, 16_384, 0x0fff_ffff, 0x1000_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])(
    "%i survives writing and reading",
    (value) => {
      const out = new ByteWriter();
      out.u32(value);
      const reader = new ByteReader(out.finish());
      expect(reader.u32()).toBe(value);
      expect(reader.remaining).toBe(0);
    },
  );

  test("may be padded within five bytes", () => {
    expect(read(0x81, 0x80, 0x80, 0x80, 0x00).u32()).toBe(1);
  });

  test("more than 32 bits are refused", () => {
    expectCode("TC6001", () => read(0xff, 0xff, 0xff, 0xff, 0x1f).u32());
    expectCode("TC6001", () => read(0x80, 0x80, 0x80, 0x80, 0x80, 0x00).u32());
  });
});

describe("signed integers", () => {
  test.each([0, 1, -1, 63, 64, -64, -65, 0x7fff_ffff, -0x8000_0000])("i32 %i survives", (value) => {
    const out = new ByteWriter();
    out.s32(value);
    expect(new ByteReader(out.finish()).s32()).toBe(value);
  });

  test.each([0n, -1n, 63n, 64n, -65n, 0x7fff_ffff_ffff_ffffn, -0x8000_0000_0000_0000n, 0xffff_ffffn, -0x4000_0001n])(
    "i64 %i survives",
    (value) => {
      const out = new ByteWriter();
      out.s64(value);
      const reader = new ByteReader(out.finish());
      expect(reader.s64()).toBe(value);
      expect(reader.remaining).toBe(0);
    },
  );

  test("an unsigned 64-bit number is written as its bits", () => {
    const out = new ByteWriter();
    out.s64(0xffff_ffff_ffff_fffen);
    expect(new ByteReader(out.finish()).s64()).toBe(-2n);
  });

  test("the last byte must repeat the sign", () => {
    expect(read(0x80, 0x80, 0x80, 0x80, 0x78).s32()).toBe(-0x8000_0000);
    expectCode("TC6001", () => read(0x80, 0x80, 0x80, 0x80, 0x08).s32());
    expectCode("TC6001", () => read(0x80, 0x80, 0x80, 0x80, 0x70).s32());
    expectCode("TC6001", () => read(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01).s64());
  });

  test("block types are read in 33 bits", () => {
    expect(read(0x40).s33()).toBe(-64);
    expect(read(0x7f).s33()).toBe(-1);
    expect(read(0xff, 0xff, 0xff, 0xff, 0x0f).s33()).toBe(0xffff_ffff);
    expectCode("TC6001", () => read(0xff, 0xff, 0xff, 0xff, 0x1f).s33());
  });
});

describe("bounds", () => {
  test("nothing is read past the end, and the error names the byte", () => {
    const error = expectCode("TC6001", () => new ByteReader(Uint8Array.of(1, 2, 3), 0, 2).take(3));
    expect(error.shortMessage).toContain("at byte 0");
    expectCode("TC6001", () => read(0x80).u32());
  });

  test("a count cannot promise more than follows", () => {
    expect(read(2, 0, 0).count()).toBe(2);
    expectCode("TC6001", () => read(3, 0, 0).count());
    expectCode("TC6001", () => read(2, 0, 0).count(2));
  });

  test("names are UTF-8", () => {
    expect(read(2, 0xc3, 0xa9).name()).toBe("é");
    expectCode("TC6001", () => read(1, 0xff).name());
  });

  test("left-over bytes are refused where all must be used", () => {
    expectCode("TC6001", () => read(0).finish("a section"));
  });
});
