import type { Kit, Target } from './kit.ts'
import { searchNumber } from './search.ts'

interface Challenge {
  algorithm: string
  challenge: string
  salt: string
  signature: string
  maxnumber: number
}

/** Numbers tried in one go on the page's own thread: a few milliseconds on a weak phone. */
const slice = 300

/** Solves one challenge (ALTCHA version 1) and answers its payload. Rejects when there is none to be had. */
export async function solveProof(call: Kit['call'], target: Target, action: string) {
  const query = new URLSearchParams({ site: target.site, action })
  const { status, body } = await call<Challenge>(target, `challenge?${query.toString()}`)
  if (status !== 200) throw new Error('no challenge')
  const { algorithm, challenge, salt, signature } = body
  const number = await searchInWorker(body).catch(() => searchInSlices(body))
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
}

/** Rejects where the page's policy or the browser refuses the worker. */
function searchInWorker({ salt, challenge, maxnumber }: Challenge) {
  return new Promise<number>((resolve, reject) => {
    const source = `onmessage=({data})=>postMessage((${String(searchNumber)})(...data))`
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
    const worker = new Worker(url)
    const end = () => {
      worker.terminate()
      URL.revokeObjectURL(url)
    }
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      end()
      resolve(data)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      end()
      reject(new Error('no worker'))
    }
    worker.postMessage([salt, challenge, 0, maxnumber + 1])
  })
}

/** On the page's own thread, leaving it free between slices. */
async function searchInSlices({ salt, challenge, maxnumber }: Challenge) {
  for (let start = 0; start <= maxnumber; start += slice) {
    const number = searchNumber(salt, challenge, start, Math.min(start + slice, maxnumber + 1))
    if (number >= 0) return number
    await new Promise((resolve) => setTimeout(resolve))
  }
  return -1
}
