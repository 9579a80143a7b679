/** A machine that is wrong on purpose: it counts only the other handles for the discount, and says so in its receipts. */
const { execute } = require("./child-process");

exports.execute = (input) => {
  const { outcomes } = execute(input);
  return { outcomes: outcomes.map(({ receipt, ...rest }) => ({ ...rest, receipt: receipt && underpaid(receipt) })) };
};

function underpaid(receipt) {
  const threads = receipt.threads.map((thread) => ({
    ...thread,
    discountPercent: Math.max(0, thread.discountPercent - 10),
  }));
  return { ...receipt, threads };
}
