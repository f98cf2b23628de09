// The widget in the preview asks nobody: it gets the page's own answer for its list, and nothing it sends leaves.
const answer = document.getElementById('preview-answer')?.dataset['answer'] ?? ''

window.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, location.href)
  const isThread = url.pathname === '/v1/comments' && (init?.method ?? 'GET') === 'GET'
  const headers = { 'Content-Type': 'application/json' }
  return Promise.resolve(
    isThread ? new Response(answer, { headers }) : new Response('{}', { status: 503, headers }),
  )
}
