"""The numbers of a picture in the form in which a browser is sent them."""

import pandas as pd
import pyarrow as pa


def arrow_stream(data: pd.DataFrame) -> bytes:
    """``data`` as a stream of Arrow's interprocess format: made once, it can be sent often."""
    table = pa.Table.from_pandas(data)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()
