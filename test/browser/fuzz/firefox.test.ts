import { fuzzIn } from './fuzz-in.ts'

fuzzIn('firefox', 150)
