/** Pages about one item beyond its decision, as far as there are any. */
export interface ItemLinks {
  /** Where it is edited, answered and annotated. */
  edit?: string
  /** Where its sender is banned. */
  ban?: string
}

/** What can be done about an item on other pages. */
export const itemLinks: Record<'comment' | 'share', (id: string) => ItemLinks> = {
  comment: (id) => ({ edit: `/admin/comments/${id}`, ban: `/admin/comments/${id}?do=ban` }),
  share: (id) => ({ edit: `/admin/shares/${id}`, ban: `/admin/shares/${id}?do=ban` }),
}
