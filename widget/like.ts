import type { Thread } from './context.ts'
import type { WireComment } from './wire.ts'
import { moreVietnamese } from './words.ts'

/** Counts at once and takes it back when the service does not follow. */
export async function toggleLike(thread: Thread, comment: WireComment, like: HTMLElement) {
  const { s, kit, tools, target, store } = thread
  const set = (liked: boolean, count: number) => {
    thread.likes = thread.likes.filter((id) => id !== comment.id)
    if (liked) thread.likes.push(comment.id)
    tools.save(store + 'likes', thread.likes)
    comment.likeCount = count
    like.textContent = tools.likeLabel(s, comment)
    like.setAttribute('aria-pressed', String(liked))
  }
  const before = comment.likeCount
  const liked = !thread.likes.includes(comment.id)
  set(liked, Math.max(0, before + (liked ? 1 : -1)))
  const path = `comments/${comment.id}/like`
  const { status, body } = await kit.call<{ likeCount: number }>(target, path, {
    method: liked ? 'PUT' : 'DELETE',
    headers: { 'Phanhoi-Reader': readerName(thread) },
  })
  set(status === 200 ? liked : !liked, status === 200 ? body.likeCount : before)
  if (status !== 200)
    thread.status_.textContent = status ? thread.words(moreVietnamese).errServer : s.errNetwork
}

/** Random name of this browser for likes and reports, made at the first one. Not linked to anything else. */
export function readerName({ tools }: Thread) {
  const name = tools.load<string>('reader', '') || tools.randomToken(22)
  tools.save('reader', name)
  return name
}
