import { testSchedules } from "./schedules";

testSchedules(0);
