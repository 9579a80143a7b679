import { testSchedules } from "./schedules";

testSchedules(3);
