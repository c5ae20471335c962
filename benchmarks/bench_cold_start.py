"""From `streamlit run` to the first chart on the screen: python benchmarks/bench_cold_start.py [-n 5]"""

import argparse
import time

from harness import HEAD, browser, open_page, row, server, wait_until_painted


def main(n: int) -> None:
    times: dict[str, list[float]] = {
        "process started to server answering": [],
        "server answering to first chart painted, first visitor": [],
        "warm server, new visitor": [],
        "reload": [],
    }
    up, first, warm, reload = times.values()
    with browser() as started:
        # Once before counting: bytecode written, files in the system's memory, as after an installation.
        for _ in range(n + 1):
            begun = time.perf_counter()
            with server() as running:
                up.append((time.perf_counter() - begun) * 1000)
                for list_of_times in (first, warm):
                    page = open_page(started)
                    page.goto(running.url)
                    list_of_times.append(wait_until_painted(page))
                    if list_of_times is warm:
                        page.reload()
                        reload.append(wait_until_painted(page))
                    page.context.close()
    print(HEAD)
    for what, milliseconds in times.items():
        print(row(what, milliseconds[1:]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=5, help="server starts")
    main(parser.parse_args().n)
