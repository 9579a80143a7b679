import { testSchedules } from "./schedules";

testSchedules(1);
