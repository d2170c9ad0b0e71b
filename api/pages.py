from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Keyset pages: the millionth row costs what the first one does, and nothing counts all rows."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    page_size_query_description = "Số dòng mỗi trang, nhiều nhất 200."
    cursor_query_description = "Lấy nguyên văn từ `next` hoặc `previous`."
    ordering = "id"
    invalid_cursor_message = "Con trỏ trang không đúng; lấy lại từ trang đầu."
