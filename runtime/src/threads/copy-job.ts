import { invariant } from "../errors";
import type { ThreadJob } from "./backend";

/** A job that does not depend on the spawner's memory any more: the image is copied, the rest is never changed. */
export function copyJob(job: ThreadJob): ThreadJob {
  const image = job.image.slice();
  invariant(image.length === job.image.length && image.length > 0, "an image is whole");
  return { ...job, image };
}
