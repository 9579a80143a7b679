import { findPackageNameProblem, suggestPackageName } from "../src/package-name";

describe("the package name", () => {
  test.each(["my-contract", "@scope/my.contract_1", "a", "0", "x".repeat(214)])("%s is taken", (name) => {
    expect(findPackageNameProblem(name)).toBeNull();
  });

  test.each(["", "My-Contract", "a b", ".hidden", "_private", "@scope/", "a/b", "node_modules", "é", "x".repeat(215)])(
    "'%s' is refused",
    (name) => expect(findPackageNameProblem(name)).not.toBeNull(),
  );

  test.each([
    ["some/folder/My Contract", "my-contract"],
    ["_Token.v2", "token.v2"],
    ["äöü", "my-contract"],
    ["a".repeat(300), "a".repeat(214)],
  ])("that '%s' suggests is '%s'", (directory, name) => expect(suggestPackageName(directory)).toBe(name));
});
