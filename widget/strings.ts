import type { Target } from './kit.ts'
import type { FormRules } from './wire.ts'

/**
 * The Vietnamese texts of reading and writing. Each can be replaced by the site's `labels` under the same name.
 * A word in braces stands for a value. “bạn” becomes “Quý độc giả” where the site asks for it.
 */
export const vietnamese = {
  title: 'Ý kiến bạn đọc',
  loading: 'Đang tải ý kiến…',
  empty: 'Chưa có ý kiến nào. Hãy là người đầu tiên gửi ý kiến!',
  closed: 'Bài viết đã đóng bình luận.',
  down: 'Chưa tải được ý kiến bạn đọc.',
  sort: 'Sắp xếp',
  newest: 'Mới nhất',
  oldest: 'Cũ nhất',
  top: 'Quan tâm nhất',
  more: 'Xem thêm ý kiến',
  replies: 'Xem {n} phản hồi',
  fresh: 'Có {n} phản hồi mới',
  unfold: 'Xem thêm',
  fold: 'Rút gọn',
  reply: 'Trả lời',
  replyTo: 'Trả lời {name}',
  like: 'Thích',
  menu: 'Thao tác khác',
  withdrawn: 'Ý kiến đã được người gửi rút lại.',
  staff: 'Tòa soạn',
  author: 'Tác giả',
  member: 'Thành viên',
  featured: 'Nổi bật',
  edited: 'đã chỉnh sửa',
  now: 'Vừa xong',
  minutes: '{n} phút trước',
  hours: '{n} giờ trước',
  yesterday: 'Hôm qua',
  days: '{n} ngày trước',
  placeholder: 'Ý kiến của bạn sẽ được biên tập trước khi đăng. Xin vui lòng gõ tiếng Việt có dấu.',
  body: 'Ý kiến của bạn',
  identity: 'Thông tin người gửi phản hồi',
  name: 'Họ và tên',
  email: 'Email',
  phone: 'Điện thoại',
  address: 'Địa chỉ',
  subject: 'Tiêu đề',
  editors: 'Chỉ gửi tới tòa soạn, không đăng công khai',
  notify: 'Báo cho tôi qua email khi có trả lời',
  remember: 'Ghi nhớ tên và email trên thiết bị này',
  submit: 'Gửi phản hồi',
  sending: 'Đang gửi…',
  cancel: 'Hủy bỏ',
  approved: 'Gửi thành công. Cảm ơn bạn!',
  errBody: 'Vui lòng nhập nội dung',
  errEmpty: 'Vui lòng nhập {field}',
  errConsent: 'Bạn cần đồng ý để chúng tôi xử lý thông tin này',
  errNetwork: 'Không kết nối được. Nội dung của bạn vẫn được giữ, vui lòng thử lại.',
}

export type Strings = typeof vietnamese

/**
 * A text with a value where its braces are: numbers as the language writes them, and in the singular's own words
 * where there are any (`replies1` beside `replies`).
 */
export const fill = <S extends Record<string, string>>(
  { s, target }: { s: S; target: Target },
  name: keyof S & string,
  value: string | number,
) =>
  ((value === 1 && s[name + '1']) || s[name] || '').replace(/\{\w+\}/, () =>
    writeNumber(value, target),
  )

/** As the language writes it. Below 1,000 all write the same, and asking for it takes longer than drawing a comment. */
export const writeNumber = (value: string | number, { lang }: Target) =>
  Number(value) > 999 ? value.toLocaleString(lang) : `${value}`

/** Default texts, then the other language's, then the site's own, in the address form the site uses. */
export function chooseStrings<More extends Record<string, string>>(
  english: Record<string, string>,
  { labels, addressForm }: Partial<Pick<FormRules, 'labels' | 'addressForm'>>,
  more: More,
): Strings & More {
  const strings: Record<string, string> = { ...vietnamese, ...more, ...english, ...labels }
  if (addressForm === 'quy-doc-gia')
    for (const name in strings)
      strings[name] = (strings[name] ?? '').replace(/bạn(?! bè| đọc)/gi, 'Quý độc giả')
  // It begins with all of both.
  return strings as Strings & More
}
