import { testUpToDate } from "./up-to-date";

testUpToDate(2);
