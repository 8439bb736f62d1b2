"""A file that comes in: streamed into a file without a name that no other account can open, never into memory.

Django's own handlers would put it under a name into the system's folder for temporary files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import uploads

BESIDE = 1_000_000
"""Bytes of a request that are not the file: its form and the frame around it."""


class PrivateFile(FileUploadHandler):
    """Takes the files of a form into `target`, one behind the other; `refusal` says why they were not taken.

    `files` are the name and the size of each.
    """

    def __init__(self, target: IO[bytes], request: HttpRequest | None = None, *, most: int = 1) -> None:
        super().__init__(request)
        self.target = target
        self.refusal: CommonwealError | None = None
        self.files: list[tuple[str, int]] = []
        self._most = most
        self._before = self._size = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:  # noqa: N803
        """Before the first byte: is there room at all?"""
        try:
            uploads.check_size(max(content_length - BESIDE, 1))
        except CommonwealError as refusal:
            self.refusal = refusal

    def new_file(self, *arguments: object, **more: object) -> None:
        """The next file, if there may be another."""
        super().new_file(*arguments, **more)
        if len(self.files) == self._most:
            self.refusal = BadInput(
                "databanks.upload.too-many-files",
                "No more than {most} can be handed in at once; hand the others in afterwards.",
                most=self._most,
            )
        if self.refusal:
            raise StopUpload(connection_reset=False)
        self._before = self._size

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write it on; what is too large is read to its end and dropped, so that the browser hears why."""
        self._size += len(raw_data)
        if self._size > uploads.LARGEST:
            self.refusal = too_large()
            raise StopUpload(connection_reset=False)
        self.target.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file as the view finds it."""
        size = self._size - self._before
        self.files.append((self.file_name, size))
        return UploadedFile(self.target, self.file_name, self.content_type, size, self.charset)


@contextmanager
def receiving(request: HttpRequest, *, most: int = 1) -> Iterator[PrivateFile]:
    """Lets the files of this request, `most` at most, come into a private file, for the length of the block."""
    with uploads.private_file() as target:
        handler = PrivateFile(target, request, most=most)
        request.upload_handlers = [handler]
        yield handler


@contextmanager
def raw(request: HttpRequest) -> Iterator[IO[bytes]]:
    """The whole body of a request as a private file, for the length of the block; raises where it is too large."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    uploads.check_size(int(length) if length.isdigit() else 1)
    with uploads.private_file() as target:
        size = 0
        while chunk := request.read(uploads.CHUNK):
            size += len(chunk)
            if size > uploads.LARGEST:
                raise too_large()
            target.write(chunk)
        target.seek(0)
        yield target


def too_large() -> BadInput:
    """The refusal of a file beyond the limit."""
    try:
        uploads.check_size(uploads.LARGEST + 1)
    except BadInput as refusal:
        return refusal
    raise AssertionError("what is larger than the largest is refused")
