import { measureAll, writeTable } from "./gas-table";

// `npm run gas-table`: runs OIP-0002's contracts and writes what they cost into the README.
void measureAll()
  .then(writeTable)
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
