"""click in Vietnamese: help pages, and what it says of wrong usage."""

from __future__ import annotations

from typing import Any

import click
from click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

from cchc.disk import reason_of
from cchc.suggest import nearest

_PARAMETER = {"argument": "đối số", "option": "tùy chọn"}


class Command(click.Command):
    """A command whose help is in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [piece.replace("[OPTIONS]", "[TÙY CHỌN]") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        if records:
            with formatter.section("Tùy chọn"):
                formatter.write_dl([(names, text.replace("[default: ", "[mặc định: ")) for names, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with Vietnamese words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện phần trợ giúp này rồi thoát."
        return option


class Group(Command, click.Group):
    """A group of commands whose help is in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "LỆNH [TÙY CHỌN]", prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=90)))
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)
        Command.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; say which one was probably meant."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = nearest(args[0], self.list_commands(ctx))
            ctx.fail(f"Không có lệnh “{args[0]}”." + (f" Có phải ý bạn là “{near}”?" if near else ""))
        return super().resolve_command(ctx, args)


def run(group: click.Group) -> int:
    """Run the program; return its exit code: 0 done, 1 the content has errors, 2 wrong usage."""
    try:
        result: Any = group.main(prog_name="cchc", standalone_mode=False)
    except UsageError as error:
        path = error.ctx.command_path if error.ctx else "cchc"
        click.echo(f"{usage_message(error)}\nXem cách dùng: {path} --help", err=True)
        return 2
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return 1
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        click.echo(f"Không đọc, ghi được {error.filename or 'tệp'}: {reason_of(error)}.", err=True)
        return 1
    return result if isinstance(result, int) else 0


def usage_message(error: UsageError) -> str:
    """Return what is wrong with the arguments, in Vietnamese."""
    match error:
        case NoSuchOption():
            near = f" Có phải ý bạn là “{error.possibilities[0]}”?" if error.possibilities else ""
            return f"Không có tùy chọn “{error.option_name}”.{near}"
        case MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            kind = _PARAMETER.get(error.param.param_type_name if error.param else "", "tham số")
            return f"Thiếu {kind} {name}."
        case BadParameter():
            name = error.param.opts[-1] if error.param and error.param.opts else ""
            if isinstance(error.param, click.Parameter) and isinstance(error.param.type, click.Choice):
                return (
                    f"Giá trị của {name} không hợp lệ. Chọn một trong: {', '.join(map(str, error.param.type.choices))}."
                )
            return f"Giá trị của {name} không hợp lệ: {error.message}"
        case BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần một giá trị."
        case BadArgumentUsage():
            return "Đối số chưa đúng."
        case _ if "unexpected extra argument" in error.message:
            return f"Thừa đối số: {error.message.partition('(')[2].rstrip(')')}"
        case _ if error.message == "Missing command.":
            return "Chưa ghi lệnh."
        case _:
            return error.message
