"""``python -m core.simulate``: make the sample county anew in ``data/sample/``."""

from core.simulate.write import sample_county, write

if __name__ == "__main__":
    for path in write(sample_county()):
        print(path.name)  # noqa: T201 - a command line tells what it wrote
