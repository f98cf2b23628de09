/** The start of a body, at most `maxBytes`, and whether that was all of it. The rest is never read. */
export async function readStart(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body?.getReader()
  while (reader !== undefined && size <= maxBytes) {
    const { done, value } = await reader.read()
    if (done) return { bytes: join(chunks, size), isWhole: true }
    chunks.push(value)
    size += value.length
  }
  await reader?.cancel()
  return { bytes: join(chunks, size).subarray(0, maxBytes), isWhole: body === null }
}

function join(chunks: Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
