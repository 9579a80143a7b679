import { invariant } from "../errors";
import type { ThreadJob } from "./backend";

/**
 * A job that does not depend on the spawner's memory any more: image and globals are copied, the rest is never changed.
 *
 * @param image where the image goes; as long as the job's
 */
export function copyJob(job: ThreadJob, image: Uint8Array = new Uint8Array(job.image.length)): ThreadJob {
  invariant(image.length === job.image.length && image.length > 0, "an image is whole");
  image.set(job.image);
  return { ...job, image, globals: job.globals.slice() };
}
