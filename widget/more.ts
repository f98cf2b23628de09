export { toggleLike } from './like.ts'
export { toggleMenu } from './menu.ts'
export { refreshOwn, sendEdit, showOwn } from './own.ts'
export { watchForNews } from './watch.ts'
