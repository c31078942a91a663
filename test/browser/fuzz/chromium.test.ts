import { fuzzIn } from './fuzz-in.ts'

fuzzIn('chromium', 300)
