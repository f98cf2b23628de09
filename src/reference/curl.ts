import type { Operation } from './operation.ts'

/** The example of a call as a command for a shell. */
export function curlCommand(operation: Operation, publicUrl: string): string {
  const { method, access, example } = operation
  const headers = { ...example.headers, ...(access === 'none' ? {} : { Authorization: '' }) }
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${exampleUrl(operation, publicUrl)}'`,
    ...Object.entries(headers).map(([name, value]) =>
      name === 'Authorization' ? `-H "Authorization: Bearer $TOKEN"` : `-H '${name}: ${value}'`,
    ),
  ]
  if (example.body !== undefined)
    lines.push(
      `-H 'Content-Type: application/json'`,
      `-d '${JSON.stringify(example.body, null, 2)}'`,
    )
  return lines.join(' \\\n  ')
}

/** The address of the example, its parameters filled in. */
export function exampleUrl({ path, example }: Operation, publicUrl: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(example.path?.[name] ?? ''),
  )
  const query = Object.entries(example.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}=${encodeURIComponent(one).replaceAll('%2F', '/')}`),
  )
  return `${publicUrl}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`
}
