import { fuzzIn } from './fuzz-in.ts'

fuzzIn('chromium', 1000)
