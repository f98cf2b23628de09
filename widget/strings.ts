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
  reference: 'Mã phản hồi: {code}',
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
  remember: 'Ghi nhớ tên và email trên thiết bị này',
  submit: 'Gửi phản hồi',
  sending: 'Đang gửi…',
  cancel: 'Hủy bỏ',
  pending: 'Gửi thành công. Ý kiến của bạn sẽ hiển thị sau khi được kiểm duyệt.',
  approved: 'Gửi thành công. Cảm ơn bạn!',
  ticket: 'Cảm ơn bạn đã gửi phản hồi. Tòa soạn sẽ xem xét và trả lời trong thời gian sớm nhất.',
  errBody: 'Vui lòng nhập nội dung',
  errEmpty: 'Vui lòng nhập {field}',
  errConsent: 'Bạn cần đồng ý để chúng tôi xử lý thông tin này',
  errNetwork: 'Không kết nối được. Nội dung của bạn vẫn được giữ, vui lòng thử lại.',
}

export type Strings = typeof vietnamese

/** Puts a value where the braces are. */
export const fill = (text: string, value: string | number) =>
  text.replace(/\{\w+\}/, () => (typeof value === 'number' ? grouped(value) : value))

/** 1234567 → 1.234.567, as Vietnamese writes numbers. */
export const grouped = (value: number) => value.toLocaleString('vi')

/** Default texts, then the other language's, then the site's own, in the address form the site uses. */
export function chooseStrings<More extends Record<string, string>>(
  english: Record<string, string>,
  labels: Record<string, string>,
  addressForm: string,
  more: More,
): Strings & More {
  const strings = { ...vietnamese, ...more, ...english, ...labels }
  if (addressForm === 'quy-doc-gia')
    for (const [name, text] of Object.entries(strings))
      Object.assign(strings, { [name]: text.replace(/bạn(?! bè| đọc)/gi, 'Quý độc giả') })
  return strings
}
