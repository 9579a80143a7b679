import { testSchedulesOnLargePool } from "./schedules";

testSchedulesOnLargePool();
