import { executeTransaction } from "../../../src/frame/execute";
import { EagerBackend } from "../../../src/threads/eager-backend";
import { LazyBackend } from "../../../src/threads/lazy-backend";
import { backendSuite } from "../backend-suite";

for (const Backend of [EagerBackend, LazyBackend]) {
  backendSuite(new Backend({} as never).name, () => ({
    run(request, chain) {
      const result = executeTransaction(request, chain, new Backend(chain));
      chain.commit(result);
      return result;
    },
    close() {},
  }));
}
