// Tries to claim the data folder argv[2]: prints `locked` and stays, or prints why not and ends.
import { lockData } from '../../src/adapters/data-lock.ts'

try {
  lockData(process.argv[2] ?? '')
  process.stdout.write('locked\n')
  process.stdin.resume()
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
}
