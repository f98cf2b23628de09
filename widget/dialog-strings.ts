/** Vietnamese texts of the dialog; replaced by the site's `labels` like the others. */
export const dialogVietnamese = {
  passTitle: 'Gửi cho bạn bè',
  copy: 'Sao chép liên kết',
  copied: 'Đã sao chép',
  close: 'Đóng',
  passOn: 'Chia sẻ…',
  mail: 'Mở ứng dụng email',
  byMail: 'Tòa soạn gửi thư giúp bạn',
  fromName: 'Tên của bạn',
  fromEmail: 'Email của bạn',
  toEmail: 'Email người nhận',
  addFriend: 'Thêm người nhận',
  message: 'Lời nhắn của bạn (không bắt buộc, tối đa {n} ký tự)',
  confirmFirst: 'Bạn sẽ nhận một thư xác nhận trước khi thư được gửi đi.',
  passSubmit: 'Gửi',
  checkInbox:
    'Chúng tôi đã gửi thư xác nhận đến {email}. Vui lòng mở thư và bấm “Xác nhận gửi” để hoàn tất.',
  passSent: 'Đã tiếp nhận. Bài viết sẽ được gửi đến {email}. Cảm ơn bạn!',
  passAgain:
    'Lần gửi trước có thể đã đến nơi. Nếu vẫn muốn gửi nội dung vừa sửa, vui lòng bấm “Gửi” lần nữa.',
  passLimit: 'Bạn đã gửi quá số lần cho phép. Vui lòng thử lại sau.',
  errName: 'Vui lòng nhập họ và tên',
  errEmail: 'Vui lòng nhập email hợp lệ',
  errLong: 'Nội dung không vượt quá {n} ký tự',
  passNext: 'Gửi cho người khác',
}
