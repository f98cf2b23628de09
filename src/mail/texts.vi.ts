/**
 * Vietnamese, the language these mails are written in first. A pair is said by address form: to friends, or formally.
 * Colleagues of the newsroom are anh/chị in both.
 */
export const vi = {
  you: { ban: 'bạn', 'quy-doc-gia': 'quý độc giả' },
  via: '{name} (qua {site})',
  hello: { ban: 'Xin chào {name},', 'quy-doc-gia': 'Kính gửi {name},' },

  confirmSubject: 'Xác nhận gửi bài viết: {title}',
  confirmSubjectUntitled: 'Xác nhận gửi bài viết trên {site}',
  confirmIntro: '{You} vừa yêu cầu gửi cho bạn bè bài viết này trên {site}:',
  confirmIntroUntitled: '{You} vừa yêu cầu gửi cho bạn bè một bài viết trên {site}.',
  confirmRecipients: 'Người nhận',
  confirmMessage: 'Lời nhắn gửi kèm:',
  confirmButton: 'Xác nhận gửi',
  confirmHow:
    'Liên kết mở một trang để {you} xem lại và bấm gửi; trước đó chưa có thư nào được gửi đi. Liên kết có hiệu lực trong {hours} giờ.',
  confirmIgnore:
    'Nếu không phải {you} yêu cầu, xin bỏ qua thư này: sẽ không có thư nào được gửi đi.',

  friendSubject: {
    ban: '{name} gửi bạn bài viết: {title}',
    'quy-doc-gia': '{name} giới thiệu bài viết: {title}',
  },
  friendIntro: 'Xin chào! {name} muốn giới thiệu với {you} một bài viết trên {site}.',
  friendRead: 'Đọc bài viết',
  friendMessage: 'Lời nhắn của {name}:',
  friendWhy: '{You} nhận thư này vì {name} đã nhập địa chỉ của {you} trên {site}.',
  friendReply: 'Thư trả lời sẽ được gửi thẳng tới {name}.',
  stop: 'Không nhận thư chia sẻ nữa',
  stopAll: 'Không nhận thư từ đây nữa',
  forget: 'Quên các thiết bị đã xác nhận',
  abuse: 'Báo lạm dụng',

  inviteSubject: 'Lời mời kiểm duyệt phản hồi của {site}',
  inviteIntro:
    '{inviter} mời anh/chị cùng phụ trách phản hồi của độc giả trên {site} với vai trò {role}.',
  setUpSubject: 'Thiết lập tài khoản kiểm duyệt của {site}',
  setUpIntro: 'Một tài khoản đã được mở cho anh/chị trên {site} với vai trò {role}.',
  inviteButton: 'Thiết lập tài khoản',
  inviteHow:
    'Liên kết chỉ dùng được một lần, trong {hours} giờ. Xin đừng chuyển tiếp thư này: ai có liên kết, người đó nhận được tài khoản.',
  inviteIgnore: 'Nếu thư đến nhầm, xin bỏ qua; tài khoản sẽ không được mở.',
  resetSubject: 'Đặt lại mật khẩu trang kiểm duyệt của {site}',
  resetIntro: 'Có yêu cầu đặt lại mật khẩu cho tài khoản của anh/chị trên {site}.',
  resetButton: 'Đặt mật khẩu mới',
  resetHow: 'Liên kết chỉ dùng được một lần, trong {hours} giờ. Xin đừng chuyển tiếp thư này.',
  resetIgnore: 'Nếu anh/chị không yêu cầu, xin bỏ qua thư này; mật khẩu hiện tại vẫn giữ nguyên.',
  roleAdmin: 'quản trị',
  roleEditor: 'biên tập viên',
  roleModerator: 'kiểm duyệt viên',
  roleViewer: 'người xem',

  breakerSubject: 'Thư chia sẻ trên {site} đang được giữ lại chờ duyệt',
  breakerSite:
    'Hôm nay {site} đã có hơn {limit} lượt gửi bài cho bạn bè, vượt giới hạn của trang. Mọi lượt gửi tiếp theo trong ngày đều được giữ lại.',
  breakerArticle:
    'Hôm nay bài viết sau đây trên {site} đã có hơn {limit} lượt gửi cho bạn bè, vượt giới hạn của một bài. Mọi lượt gửi tiếp theo của bài trong ngày đều được giữ lại.',
  breakerHow:
    'Nếu chỉ là bài được quan tâm nhiều, xin duyệt các lượt đang chờ hoặc nâng giới hạn trong phần cài đặt. Nếu có người lạm dụng, xin từ chối. Thư chỉ được gửi đi sau khi duyệt.',
  breakerButton: 'Xem các lượt đang chờ',
  breakerWhy: 'Anh/chị nhận thư này vì có quyền duyệt trên {site}. Mỗi ngày chỉ báo một lần.',

  answerSubject: 'Tòa soạn {site} trả lời phản hồi của {you}',
  answerIntro: 'Tòa soạn {site} xin trả lời phản hồi {you} gửi ngày {date}:',
  answerEnd: 'Trân trọng,\n{signature}',
  editors: 'Tòa soạn {site}',
  answerQuestion: 'Phản hồi của {you}:',
  answerWhy: '{You} nhận thư này vì đã gửi phản hồi tới tòa soạn {site}.',

  copySubject: 'Bản sao phản hồi của {you} gửi {site}',
  copyIntro: 'Cảm ơn {you} đã gửi phản hồi. Dưới đây là bản sao theo yêu cầu của {you}.',
  copyPublic: 'Ý kiến của {you} sẽ hiển thị sau khi được kiểm duyệt.',
  copyEditors: 'Tòa soạn sẽ xem xét và trả lời trong thời gian sớm nhất.',
  copyBody: 'Nội dung:',
  copyStatus: 'Xem tình trạng phản hồi',
  copyIgnore: 'Nếu không phải {you} gửi phản hồi này, xin bỏ qua thư.',
  helloYou: { ban: 'Xin chào bạn,', 'quy-doc-gia': 'Kính gửi quý độc giả,' },
  ownSubject: 'Liên kết sửa hoặc rút phản hồi trên {site}',
  ownIntro:
    'Theo yêu cầu vừa gửi từ trang tình trạng phản hồi, đây là liên kết để {you} sửa hoặc rút lại phản hồi này trên {site}:',
  ownButton: 'Sửa hoặc rút phản hồi',
  ownHow:
    'Liên kết có hiệu lực trong {hours} giờ. Xin đừng chuyển tiếp thư này: ai có liên kết, người đó sửa hoặc rút được phản hồi.',
  ownIgnore: 'Nếu không phải {you} yêu cầu, xin bỏ qua thư này: phản hồi được giữ nguyên.',
  noticeConfirmSubject: 'Xác nhận nhận tin khi có trả lời trên {site}',
  noticeConfirmIntro:
    'Địa chỉ email này vừa được dùng để đăng ký nhận tin khi có người trả lời một ý kiến trên {site}.',
  noticeConfirmButton: 'Xác nhận nhận tin',
  noticeConfirmHow:
    'Mỗi cuộc trao đổi có nhiều nhất một thư trong một giờ, và {you} có thể dừng bất cứ lúc nào. Liên kết có hiệu lực trong {hours} giờ.',
  noticeConfirmIgnore: 'Nếu không phải {you} đăng ký, xin bỏ qua thư này: sẽ không có thư nào nữa.',
  noticeDaily: 'Nhận gộp mỗi ngày một thư',
  noticeEach: 'Nhận ngay khi có trả lời',
  noticeSubject: 'Có trả lời mới cho ý kiến của {you}: {title}',
  noticeSubjectUntitled: 'Có trả lời mới cho ý kiến của {you} trên {site}',
  noticesSubject: 'Trả lời mới cho ý kiến của {you} trên {site}',
  noticeIntro: 'Ý kiến của {you} trên {site} có {count} trả lời mới.',
  noticeReply: '{name} viết:',
  noticeMore: 'Và {count} trả lời khác.',
  noticeRead: 'Đọc và trả lời',
  noticeWhy: '{You} nhận thư này vì đã đăng ký nhận tin khi có trả lời trên {site}.',
  noticeStop: 'Dừng nhận tin về cuộc trao đổi này',
  noticeStopAll: 'Dừng nhận tin về mọi trả lời',

  dataSubject: 'Dữ liệu của {you} trên {site}',
  dataIntro:
    'Theo yêu cầu vừa gửi trên trang “Dữ liệu của tôi”, liên kết dưới đây cho xem những gì {site} đang lưu về địa chỉ email này, và để xóa hoặc ẩn danh.',
  dataButton: 'Xem dữ liệu',
  dataHow:
    'Liên kết có hiệu lực trong {hours} giờ. Xin đừng chuyển tiếp thư này: ai có liên kết, người đó xem và xóa được dữ liệu.',
  dataIgnore: 'Nếu không phải {you} yêu cầu, xin bỏ qua thư này: không có gì thay đổi.',

  factArticle: 'Bài viết',
  factSubject: 'Tiêu đề',
  factSentAt: 'Gửi lúc',
  factReference: 'Mã phản hồi',

  digestSubject: 'Có {count} mục đang chờ duyệt trên {site}',
  digestIntro:
    'Chào {name}, hiện có {count} mục trên {site} đã chờ duyệt quá {after}. Những mục chờ lâu nhất:',
  digestItem: '{author}, {time}, bài “{title}”:',
  digestOpen: 'Xem và quyết định',
  digestHow:
    'Mỗi liên kết mở một trang để xem lại; chỉ khi anh/chị bấm nút trên trang đó, việc duyệt hoặc từ chối mới có hiệu lực. Liên kết dùng được một lần, trong 48 giờ, dành riêng cho anh/chị: xin đừng chuyển tiếp thư này.',
  digestQueue: 'Mở hàng đợi',
  digestWhy: 'Anh/chị nhận thư này vì phụ trách phản hồi của độc giả trên {site}.',
  digestStop: 'Không nhận thư nhắc nữa',
  factContact: 'Liên hệ',

  forwardSubject: 'Chuyển phản hồi của độc giả {site} · {reference}',
  forwardIntro: '{sender} chuyển tới {desk} phản hồi sau đây của độc giả {site}.',
  forwardQuote: '{name} viết:',
  forwardButton: 'Mở trong trang kiểm duyệt',
  forwardWhy:
    'Thư có thông tin cá nhân của độc giả. Xin chỉ dùng để trả lời và đừng chuyển ra ngoài tòa soạn.',

  editedSubject: 'Ý kiến của {you} trên {site} đã được biên tập',
  editedIntro: 'Tòa soạn {site} đã biên tập câu chữ trong ý kiến {you} gửi. Nội dung hiện nay:',
  editedQuote: 'Ý kiến sau khi biên tập:',
  editedWhy: '{You} nhận thư này vì đã gửi ý kiến trên {site}.',
}
