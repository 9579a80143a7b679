import { testSchedules } from "./schedules";

testSchedules(2);
